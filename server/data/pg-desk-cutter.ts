import type { DeskCutter } from '#domain/users/desk-cutter.ts';
import { type Queryable, written } from './pg-statement.ts';

// agents before users: that is the order in which a call takes them
const lockDesk = {
  name: 'desk-cutter-lock-desk',
  text: 'SELECT FROM agent_states WHERE user_id = $1 FOR UPDATE',
};
/** Whoever binds a phone or gives a record to the user holds this row too (foreign keys), and waits. */
const lockUser = { name: 'desk-cutter-lock-user', text: 'SELECT FROM users WHERE id = $1 FOR UPDATE' };
const endSessions = { name: 'desk-cutter-end-sessions', text: 'DELETE FROM sessions WHERE user_id = $1' };
const unbindPhones = {
  name: 'desk-cutter-unbind-phones',
  text: 'DELETE FROM registrations WHERE user_id = $1',
};
const closeWindows = {
  name: 'desk-cutter-close-windows',
  text: 'DELETE FROM desk_windows WHERE user_id = $1',
};
const lookAs = { name: 'desk-cutter-look-as', text: 'UPDATE sessions SET looks_as_id = $2 WHERE id = $1' };
const chooseChannel = {
  name: 'desk-cutter-choose-channel',
  text: 'UPDATE sessions SET channel_id = $2 WHERE id = $1',
};
const forgetChoices = {
  name: 'desk-cutter-forget-choices',
  text: 'UPDATE sessions SET looks_as_id = NULL, channel_id = NULL WHERE user_id = $1',
};

export function pgDeskCutter(client: Queryable): DeskCutter {
  return {
    lock: async (userId) => void (await written(client, lockDesk, [userId])),
    cutOff: async (userId) => {
      for (const statement of [lockDesk, lockUser, endSessions, unbindPhones, closeWindows]) {
        await written(client, statement, [userId]);
      }
    },
    unbindPhones: async (userId) => {
      await written(client, lockUser, [userId]);
      return written(client, unbindPhones, [userId]);
    },
    lookAs: async (sessionId, userId) => void (await written(client, lookAs, [sessionId, userId])),
    chooseChannel: async (sessionId, channelId) =>
      void (await written(client, chooseChannel, [sessionId, channelId])),
    forgetChoices: async (userId) => void (await written(client, forgetChoices, [userId])),
  };
}
