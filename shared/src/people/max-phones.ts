/** How many numbers a household may have; the database finds a household by each of so many places. */
export const MAX_PHONES = 4
