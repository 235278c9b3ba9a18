import { ref } from 'vue';
import { complain, say } from './useNotices.ts';

/** Asks the server for one thing at a time, and says how it went. True when the server has done it. */
export function useAttempt(afterwards: () => void = () => undefined) {
  const isWorking = ref(false);

  async function attempt(work: () => Promise<unknown>, done: string): Promise<boolean> {
    if (isWorking.value) return false;
    isWorking.value = true;
    try {
      await work();
      say(done);
      return true;
    } catch (error) {
      complain(error);
      return false;
    } finally {
      isWorking.value = false;
      afterwards();
    }
  }

  return { isWorking, attempt };
}
