import { registerHooks } from 'node:module';
import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** One breach of the rules: in `file` the one place that reads `find` becomes `replace`. */
export interface Patch {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** Why a patch cannot be applied; null when it can. */
export function whyNot({ file, find }: Patch): string | null {
  const times = readFileSync(file, 'utf8').split(find).length - 1;
  return times === 1 ? null : `${file} holds ${JSON.stringify(find)} ${times} times, not once`;
}

/** Preloaded with `node --import`: from here on Node loads the file so changed. */
const given = process.env['ACCESS_PATCH'];
if (given !== undefined) {
  const patch = JSON.parse(given) as Patch;
  const why = whyNot(patch);
  if (why !== null) throw new Error(why);
  const url = pathToFileURL(patch.file).href;
  registerHooks({
    load(asked, context, next) {
      if (asked !== url) return next(asked, context);
      const source = readFileSync(fileURLToPath(url), 'utf8').replace(patch.find, () => patch.replace);
      return { format: 'module-typescript', shortCircuit: true, source };
    },
  });
}
