import { parseArgs, type ParseArgsConfig } from 'node:util';

type Options = NonNullable<ParseArgsConfig['options']>;

/**
 * The command line's options, or one line on how to use the command and the end of the process.
 * An option of `valuesMayBeLeftOut` that stands alone has the value 0.
 */
export function readArguments<T extends Options>(
  options: T,
  usage: string,
  valuesMayBeLeftOut: readonly string[] = [],
) {
  const args = process.argv
    .slice(2)
    .flatMap((arg, index, all) =>
      valuesMayBeLeftOut.includes(arg) && /^-|^$/.test(all[index + 1] ?? '') ? [arg, '0'] : [arg],
    );
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    console.error(`${(error as Error).message.split('\n')[0]}\nUsage: ${usage}`);
    process.exit(2);
  }
}

/** 'host', 'host:port' */
export function readHostAndPort(text: string, defaultPort: number): { host: string; port: number } {
  const [host = '', port] = text.split(':');
  return { host, port: port ? Number(port) : defaultPort };
}
