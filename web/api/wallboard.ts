import { get } from './http.ts';
import type { Wallboard } from '../../server/http/schemas/wallboard.ts';

export function getWallboard(): Promise<Wallboard> {
  return get('/wallboard');
}
