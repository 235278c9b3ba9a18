import { useText } from '../../composables/useText.ts';
import { useShownOnce } from '../shell/useShownOnce.ts';

/** Recovery codes as they were made: told this once, so they outlive the page that asked for them. */
export function useFreshCodes(): (codes: readonly string[] | null | undefined) => void {
  const { t } = useText();
  const shownOnce = useShownOnce();
  return (codes) => {
    if (codes) shownOnce.show({ kind: 'codes', title: t('security.dialog.codesTitle'), codes });
  };
}
