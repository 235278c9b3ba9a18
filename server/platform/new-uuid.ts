import { v7 } from 'uuid';
import type { NewId } from '#domain/shared/ids.ts';

export const newUuid: NewId = () => v7();
