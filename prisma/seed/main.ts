// Makes the demo company in an empty database: node prisma/seed/main.ts with DATABASE_URL.
// DEMO_PASSWORD, if set, becomes everybody's password instead of new ones (for tests).
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { seedDemoCompany } from './seed-demo-company.ts';

const {
  DATABASE_URL: databaseUrl,
  DEMO_PASSWORD: password,
  FIRST_LOGIN_FILE: file = 'var/first-login.json',
} = process.env;
if (!databaseUrl) throw new Error('DATABASE_URL is missing');

const firstLogin = await seedDemoCompany(databaseUrl, {
  now: new Date(),
  ...(password && { password }),
  // kept before anything is committed: a database whose passwords nobody knows would be of no use
  keep: (login) => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(login, null, 2)}\n`, { mode: 0o600 });
  },
});
console.log(
  firstLogin
    ? `The demo company is made; its passwords are in ${file}`
    : 'There are users already: nothing done',
);
