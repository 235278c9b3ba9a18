interface SchemaIssue {
  readonly keyword?: string;
  readonly instancePath?: string;
  readonly message?: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** Field path to reason code, of what a schema refused; the first reason of each field counts. */
export function fieldsOf(issues: readonly SchemaIssue[]): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const issue of issues) {
    const path = (issue.instancePath ?? '').split('/').filter((part) => part !== '');
    for (const [field, reason] of reasonsOf(issue, path)) fields[field] ??= reason;
  }
  return fields;
}

function reasonsOf(issue: SchemaIssue, path: readonly string[]): [string, string][] {
  const { keys } = issue.params ?? {};
  if (issue.keyword === 'unrecognized_keys' && Array.isArray(keys)) {
    return keys.map((key) => [[...path, String(key)].join('.'), 'unknown_field']);
  }
  return [[path.join('.') || 'body', reasonOf(issue)]];
}

function reasonOf({ keyword, message = '', params = {} }: SchemaIssue): string {
  // our own schemas give reason codes as their messages
  if (/^[a-z][a-z_]*$/.test(message)) return message;
  if (keyword === 'invalid_type') return message.endsWith('received undefined') ? 'required' : 'wrong_type';
  if (keyword === 'too_small') return params['origin'] === 'string' ? 'too_short' : 'too_small';
  if (keyword === 'too_big') return params['origin'] === 'string' ? 'too_long' : 'too_big';
  if (keyword === 'invalid_format') return `not_a_${String(params['format'])}`;
  return keyword === 'invalid_value' ? 'not_one_of_these' : 'invalid';
}
