import { useQueryClient } from '@tanstack/vue-query';
import { defineStore } from 'pinia';
import { ref } from 'vue';
import { askForContact, type HandOver, type HandOverDecision } from '../../api/hand-over.ts';
import { lookAgain } from '../../composables/look-again.ts';
import { complain, say } from '../../composables/useNotices.ts';
import { useStored } from '../../composables/useStored.ts';
import { text } from '../../composables/useText.ts';
import type { HandOverEvent } from '../desk/useDesk.ts';

/** How a request of this user stands, by call. */
export type Asked = { readonly at: string; readonly decision: HandOverDecision | null };

/** Requests for contacts: those of this user as an agent, and the word of those of others. */
export const useHandOvers = defineStore('hand-overs', () => {
  const queries = useQueryClient();
  const asked = useStored<Readonly<Record<string, Asked>>>('ringdesk:asked-for', {});
  const isListOpen = ref(false);
  const isAsking = ref(false);

  async function ask(callId: string): Promise<void> {
    if (isAsking.value) return;
    isAsking.value = true;
    try {
      await askForContact(callId);
      note(callId, { at: new Date().toISOString(), decision: null });
    } catch (error) {
      complain(error);
    } finally {
      isAsking.value = false;
    }
  }

  function take(event: HandOverEvent): void {
    switch (event.name) {
      case 'hand_over:requested':
        announce(event.data);
        return refresh();
      case 'hand_over:closed':
        return refresh();
      case 'hand_over:decided': {
        const { callId, decision } = event.data;
        note(callId, { at: asked.value[callId]?.at ?? new Date().toISOString(), decision });
        say(text(`handOver.${decision}`));
      }
    }
  }

  function announce({ agent, contact }: Pick<HandOver, 'agent' | 'contact'>): void {
    const words = text('handOver.notice', { name: agent.name, contact: contact.name });
    say(words, { label: text('handOver.look'), run: () => (isListOpen.value = true) });
  }

  function refresh(): void {
    void lookAgain(queries, ['hand-overs']);
  }

  function note(callId: string, state: Asked): void {
    asked.value = { ...asked.value, [callId]: state };
  }

  return { asked, isAsking, isListOpen, ask, take, refresh };
});
