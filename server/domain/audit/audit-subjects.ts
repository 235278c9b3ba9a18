import type { AuditSubject, AuditSubjectKind } from './audit-entry.ts';

export interface NamedUser {
  readonly id: string;
  readonly name: string;
}

/** Who and what a refusal was about: asked after the answer is gone, so that its time tells nothing. */
export interface AuditSubjects {
  /** Null: does not exist. */
  find(kind: AuditSubjectKind, id: string): Promise<AuditSubject | null>;
  /** By login or e-mail, in any case. */
  userOfLogin(login: string): Promise<NamedUser | null>;
  /** Whose session it is, if its time is not over. */
  userOfSession(sessionId: string, at: Date): Promise<NamedUser | null>;
}
