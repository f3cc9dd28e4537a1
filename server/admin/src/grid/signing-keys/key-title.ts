/** In a code keys are numbered from zero; people count from one. */
export const keyTitle = (keyNumber: number): string => `第 ${keyNumber + 1} 把`
