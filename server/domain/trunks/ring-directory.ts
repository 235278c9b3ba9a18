import type { AgentRing } from '../calls/ring-plan.ts';

/** Enough to ring somebody while the database is away (T71): projects, their people, those people's phones. */
export interface RingDirectory {
  readonly projects: readonly DirectoryProject[];
  /** By user id. */
  readonly agents: ReadonlyMap<string, DirectoryAgent>;
}

export interface DirectoryProject {
  readonly id: string;
  readonly ringSeconds: number;
  readonly maxWaitSeconds: number;
  readonly dialled: readonly string[];
  readonly memberIds: readonly string[];
}

export type DirectoryAgent = Pick<AgentRing, 'userId' | 'agentName' | 'phones'>;

export interface RingDirectoryStore {
  /** Agents without a phone, paused or offline are left out. */
  load(at: Date): Promise<RingDirectory>;
}
