import { liesWithin } from '@gezhong/shared/actor'
import { Button, Input } from 'antd'
import { useCallback } from 'react'
import { newId } from '../../api/new-id.ts'
import { GridSelect } from '../../grid/grid-select.tsx'
import { FieldProblem } from '../../ui/field-problem.tsx'
import { Icon } from '../../ui/icon.tsx'
import { MomentField } from '../../ui/moment-field.tsx'
import { newSite, withMoments, type FieldProblems, type SiteDraft, type WindowDraft } from './round-draft.ts'
import { RepeatFields } from './repeat-fields.tsx'
import './rounds.css'

/** When people may come, and where. */
export function WindowFields({
  draft,
  problems,
  within,
  mayRepeat,
  onChange,
}: {
  draft: WindowDraft
  problems: FieldProblems
  /** The round's own grid: sites are for a piece of it. Null: the whole community. */
  within: { id: string; code: string } | null
  /** Whoever is listed is listed for once. */
  mayRepeat: boolean
  onChange: (draft: WindowDraft) => void
}) {
  const { sites } = draft
  const add = () => onChange({ ...draft, sites: [...sites, newSite(newId(), within?.id ?? '', draft)] })
  const change = (next: SiteDraft) =>
    onChange({ ...draft, sites: sites.map((site) => (site.id === next.id ? next : site)) })
  return (
    <>
      <div className="window-fields">
        <MomentField
          label="从什么时候"
          value={draft.startsAt}
          problem={problems.get('startsAt')}
          onChange={(startsAt) => onChange(withMoments(draft, { startsAt }))}
        />
        <MomentField
          label="到什么时候"
          value={draft.endsAt}
          problem={problems.get('endsAt')}
          onChange={(endsAt) => onChange(withMoments(draft, { endsAt }))}
        />
      </div>
      {mayRepeat ? (
        <RepeatFields
          repeat={draft.repeat}
          problem={problems.get('repeat')}
          onChange={(repeat) => onChange({ ...draft, repeat })}
        />
      ) : null}
      <div className="field" role="group" aria-label="采样点">
        <span>采样点</span>
        {sites.length === 0 ? <span className="field-help">不设采样点，就是上门采样。</span> : null}
        <ol className="site-rows">
          {sites.map((site, index) => (
            <SiteRow
              key={site.id}
              site={site}
              number={index + 1}
              within={within?.code ?? null}
              problem={(field) => problems.get(`sites.${index}.${field}`)}
              onChange={change}
              onRemove={() => onChange({ ...draft, sites: sites.filter(({ id }) => id !== site.id) })}
            />
          ))}
        </ol>
        <FieldProblem words={problems.get('sites')} />
        <Button className="add-site" icon={<Icon name="plus" />} onClick={add}>
          加一个采样点
        </Button>
      </div>
    </>
  )
}

function SiteRow({
  site,
  number,
  within,
  problem,
  onChange,
  onRemove,
}: {
  site: SiteDraft
  number: number
  within: string | null
  problem: (field: keyof SiteDraft) => string | undefined
  onChange: (site: SiteDraft) => void
  onRemove: () => void
}) {
  const fits = useCallback((code: string) => within === null || liesWithin(code, within), [within])
  const words = (['place', 'gridId', 'opensAt', 'closesAt'] as const).map(problem).find(Boolean)
  const moment = (field: 'opensAt' | 'closesAt', label: string) => (
    <Input
      type="datetime-local"
      aria-label={`采样点${number}${label}`}
      value={site[field]}
      status={problem(field) ? 'error' : ''}
      onChange={(event) => onChange({ ...site, [field]: event.target.value })}
    />
  )
  return (
    <li className="site-row">
      <Input
        aria-label={`采样点${number}的地方`}
        placeholder="地方，如：村委会广场"
        value={site.place}
        maxLength={60}
        status={problem('place') ? 'error' : ''}
        onChange={(event) => onChange({ ...site, place: event.target.value })}
      />
      <GridSelect
        value={site.gridId}
        onChange={(gridId) => onChange({ ...site, gridId })}
        all={null}
        width="100%"
        only={fits}
      />
      <Button type="text" icon={<Icon name="close" />} aria-label={`去掉采样点${number}`} onClick={onRemove} />
      {moment('opensAt', '开始')}
      {moment('closesAt', '结束')}
      <FieldProblem words={words} />
    </li>
  )
}
