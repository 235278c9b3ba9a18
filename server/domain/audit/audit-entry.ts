/** Everything the log tells of; the web has words for each. */
export const auditActions = [
  'user:created',
  'user:changed',
  'user:access_changed',
  'user:status_changed',
  'user:invited',
  'user:activated',
  'user:deleted',
  'user:password_changed',
  'user:director_handed_over',
  'user:visibility_restored',
  'user:factor_added',
  'user:factor_renamed',
  'user:factor_removed',
  'user:recovery_codes_renewed',
  'user:identity_linked',
  'user:identity_unlinked',
  'session:opened',
  'session:closed',
  'sessions:ended',
  'preview:started',
  'preview:ended',
  'channel:created',
  'channel:changed',
  'channel:deleted',
  'branch:created',
  'branch:changed',
  'branch:deleted',
  'department:created',
  'department:changed',
  'department:deleted',
  'group:created',
  'group:changed',
  'group:deleted',
  'installation:changed',
  'address_range:created',
  'address_range:deleted',
  'hand_over:decided',
  // what was refused
  'sign_in:refused',
  'request:refused',
  'record:out_of_reach',
  'socket:refused',
  'refusals:not_listed',
] as const;
export type AuditAction = (typeof auditActions)[number];

export const auditOutcomes = ['done', 'refused'] as const;
export type AuditOutcome = (typeof auditOutcomes)[number];

/** What an entry may be about. */
export const auditSubjectKinds = [
  'user',
  'session',
  'channel',
  'branch',
  'department',
  'group',
  'installation',
  'address_range',
  'contact',
  'organization',
  'ticket',
  'meeting',
  'call',
  'route',
] as const;
export type AuditSubjectKind = (typeof auditSubjectKinds)[number];

/** Who did it, and from where; all null where that is not known, or the system did it by itself. */
export interface AuditActor {
  readonly userId: string | null;
  readonly name: string | null;
  readonly address: string | null;
}

export const nobody: AuditActor = { userId: null, name: null, address: null };

/** Names are kept as they were at the time. */
export interface AuditSubject {
  readonly kind: AuditSubjectKind;
  readonly id: string | null;
  readonly name: string | null;
}

type Fact = string | number | boolean | null | readonly Fact[] | { readonly [key: string]: Fact };
type Secret =
  'password' | 'passwordHash' | 'sipHa1' | 'token' | 'csrfToken' | 'secret' | 'sealed' | 'codeHash';

/** Of a record, what the log shows; a secret does not compile. */
export type AuditFacts = { readonly [field: string]: Fact } & { readonly [field in Secret]?: never };

export interface AuditEntry {
  readonly at: Date;
  readonly actor: AuditActor;
  readonly action: AuditAction;
  readonly outcome: AuditOutcome;
  readonly subject: AuditSubject | null;
  readonly before: AuditFacts | null;
  readonly after: AuditFacts | null;
}
