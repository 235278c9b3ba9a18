import type { UserStatus } from '../../api/users.ts';
import type { Mark, Tone } from '../../components/StateMark.vue';

/** Never by colour alone: each status has its icon and its word. */
export const userLooks: Readonly<Record<UserStatus, { readonly tone: Tone; readonly mark: Mark }>> = {
  active: { tone: 'free', mark: 'done' },
  inactive: { tone: 'quiet', mark: 'paused' },
  ip_restricted: { tone: 'quiet', mark: 'fenced' },
  dismissed: { tone: 'quiet', mark: 'gone' },
  pending_activation: { tone: 'quiet', mark: 'waiting' },
};
