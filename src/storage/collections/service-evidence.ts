/** What came with a command on a service and stays out of workflow histories: names, notes, documents. */
import type { ServiceId } from '../../domain/ids.ts';
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { data, id, instant, orNull, text } from '../fields.ts';
import type { StoredDocument } from './files.ts';

export type ServiceEvidenceDocument = DocumentOf<typeof serviceEvidence>;

export const serviceEvidence = defineCollection({
  name: 'serviceEvidence',
  fields: {
    /** Derived from the command's request. */
    _id: id(),
    serviceId: id<ServiceId>(),
    command: text(),
    /** The person who accepted or rejected, or to whom the work is assigned. */
    person: orNull(text()),
    reason: orNull(text()),
    note: orNull(text()),
    document: orNull(data<StoredDocument>()),
    by: text(),
    recordedAt: instant(),
  },
  indexes: [{ keys: { serviceId: 1, _id: 1 } }],
});
