import { useQueryClient } from '@tanstack/vue-query';
import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { HandOver, HandOverState } from '../../api/hand-over.ts';
import { lookAgain } from '../../composables/look-again.ts';
import { say } from '../../composables/useNotices.ts';
import { text } from '../../composables/useText.ts';
import type { HandOverEvent } from '../desk/useDesk.ts';

/** Turns what the desk hears of requests for contacts into notices and fresh data. */
export const useHandOvers = defineStore('hand-overs', () => {
  const queries = useQueryClient();
  const isListOpen = ref(false);

  function take(event: HandOverEvent): void {
    switch (event.name) {
      case 'hand_over:requested':
        announce(event.data);
        return refresh();
      case 'hand_over:closed':
        return refresh();
      case 'hand_over:decided': {
        const { callId, requestId, decision, decidedBy } = event.data;
        const state: HandOverState = { id: requestId, decision, decidedBy };
        queries.setQueryData(['hand-over', callId], state);
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

  return { isListOpen, take, refresh };
});
