import { z } from 'zod';
import { auditActions, auditOutcomes, auditSubjectKinds } from '../../domain/audit/audit-entry.ts';
import { idSchema, instantSchema, pageOf, pageQuery, searchText } from './shapes.ts';

const facts = z.record(z.string(), z.unknown()).nullable();

export const auditEntrySchema = z
  .object({
    id: z.string(),
    occurredAt: instantSchema,
    /** Null: nobody was signed in, or the system did it by itself. */
    actor: z.object({ id: idSchema, name: z.string() }).nullable(),
    /** From where. */
    address: z.string().nullable(),
    action: z.enum(auditActions),
    outcome: z.enum(auditOutcomes),
    /** Named as it was at the time; it may be gone since. */
    subject: z
      .object({ kind: z.enum(auditSubjectKinds), id: z.string().nullable(), name: z.string().nullable() })
      .nullable(),
    /** Changed fields alone. */
    before: facts,
    after: facts,
  })
  .meta({ id: 'AuditEntry' });
export const auditPageSchema = pageOf(auditEntrySchema);

/** Newest first. `from` is the first instant, `to` the first one no more; `search` looks in names. */
export const auditQuery = z.strictObject({
  ...pageQuery,
  actorId: idSchema.optional(),
  action: z.enum(auditActions).optional(),
  outcome: z.enum(auditOutcomes).optional(),
  subjectId: z.string().min(1).max(100).optional(),
  from: instantSchema.optional(),
  to: instantSchema.optional(),
  search: searchText.default(''),
});

export type AuditEntry = z.infer<typeof auditEntrySchema>;
