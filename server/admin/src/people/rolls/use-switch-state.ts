import { roundBoard, roundMatrix } from '@gezhong/shared/people/board/contract'
import { changeRoll, listRolls, rollMatrix, type Roll } from '@gezhong/shared/people/rolls/contract'
import { listRounds, readRound } from '@gezhong/shared/people/rounds/contract'
import { toastProblem } from '../../api/problem.tsx'
import { useWrite } from '../../api/write.ts'
import { showToast } from '../../ui/toasts.tsx'

/** Closing and opening are each other's undo. */
export function useSwitchState(): (roll: Roll) => void {
  const change = useWrite(changeRoll, [listRolls, rollMatrix, listRounds, readRound, roundBoard, roundMatrix])
  const to = (roll: Roll, state: Roll['state'], offerUndo: boolean) =>
    change.mutate(
      { params: { id: roll.id }, body: { state } },
      {
        onError: toastProblem,
        onSuccess: () =>
          showToast({
            text: state === 'closed' ? `${roll.title}已结束` : `${roll.title}又打开了`,
            ...(offerUndo ? { action: { label: '撤销', run: () => to(roll, roll.state, false) } } : {}),
          }),
      },
    )
  return (roll) => to(roll, roll.state === 'open' ? 'closed' : 'open', true)
}
