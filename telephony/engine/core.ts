import type { Logger } from 'pino';
import type { Applications } from './applications.ts';
import type { DialogStore } from './dialog-store.ts';
import type { EngineOptions } from './options.ts';
import type { TargetResolver } from './resolve-target.ts';
import type { TransactionContext } from './transaction-table.ts';

/** What the parts of the engine share; made once by start-engine. */
export interface Core extends TransactionContext {
  readonly options: EngineOptions;
  readonly dialogs: DialogStore;
  readonly applications: Applications;
  readonly resolver: TargetResolver;
  readonly log: Logger;
}
