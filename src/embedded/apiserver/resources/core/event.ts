import { resources } from '../../../../kube/client.ts';
import { humanDuration } from '../../../../kube/duration.ts';
import type { AnyObject, Event } from '../../../../kube/types.ts';
import { Event as schema } from '../../schema/core/cluster.ts';
import { column, nameOf, since } from '../common/columns.ts';
import { defineResource } from '../common/define.ts';

type Fields = Omit<Event, keyof AnyObject> & {
  series?: { count?: number; lastObservedTime?: string } | null;
  involvedObject: NonNullable<Event['involvedObject']>;
};
const view = (object: AnyObject) => object as unknown as Event & Partial<Fields>;

/** Models kubernetes pkg/printers/internalversion printEvent. */
export const events = defineResource({
  type: resources.events,
  kind: 'Event',
  singular: 'event',
  shortNames: ['ev'],
  schema,
  selectableFields: {
    'involvedObject.kind': (object) => view(object).involvedObject?.kind ?? '',
    'involvedObject.namespace': (object) => view(object).involvedObject?.namespace ?? '',
    'involvedObject.name': (object) => view(object).involvedObject?.name ?? '',
    'involvedObject.uid': (object) => view(object).involvedObject?.uid ?? '',
    'involvedObject.apiVersion': (object) => view(object).involvedObject?.apiVersion ?? '',
    'involvedObject.resourceVersion': (object) => view(object).involvedObject?.resourceVersion ?? '',
    'involvedObject.fieldPath': (object) => view(object).involvedObject?.fieldPath ?? '',
    reason: (object) => view(object).reason ?? '',
    reportingComponent: (object) => view(object).reportingComponent ?? '',
    source: (object) => view(object).source?.component || (view(object).reportingComponent ?? ''),
    type: (object) => view(object).type ?? '',
  },
  columns: [
    column('Last Seen', 'Time since it was last seen.'),
    column('Type', 'Normal or Warning.'),
    column('Reason', 'Why it was reported, in one word.'),
    column('Object', 'The object it is about.'),
    column('Subobject', 'Part of that object, usually a container.', { wide: true }),
    column('Source', 'Who reported it.', { wide: true }),
    column('Message', 'What happened.'),
    column('First Seen', 'Time since it was first seen.', { wide: true }),
    column('Count', 'How often it was seen.', { wide: true }),
    column('Name', 'Name of the event.', { wide: true }),
  ],
  cells: (object, now) => {
    const event = view(object);
    const involved = event.involvedObject ?? {};
    const first = event.firstTimestamp ? since(event.firstTimestamp, now) : since(event.eventTime, now);
    const last = event.series?.lastObservedTime
      ? humanDuration(now - Date.parse(event.series.lastObservedTime))
      : event.lastTimestamp
        ? since(event.lastTimestamp, now)
        : first;
    const kind = (involved.kind ?? '').toLowerCase();
    const component = event.source?.component || (event.reportingComponent ?? '');
    const host = event.source?.host || (event.reportingInstance ?? '');
    return [
      last,
      event.type ?? '',
      event.reason ?? '',
      involved.name ? `${kind}/${involved.name}` : kind,
      involved.fieldPath ?? '',
      host ? `${component}, ${host}` : component,
      (event.message ?? '').trim(),
      first,
      event.series?.count ?? (event.count || 1),
      nameOf(object),
    ];
  },
});
