// Brings the database of DATABASE_URL up to date and ends: run before a new version, with the old one still serving.
import { migrateDeploy } from '../server/data/migrate-deploy.ts';

const databaseUrl = process.env['DATABASE_URL'];
if (!databaseUrl) throw new Error('DATABASE_URL is missing');
const { applied, edited, roleStatement } = await migrateDeploy(databaseUrl, 'prisma/migrations');
console.log(applied.length > 0 ? `Applied ${applied.join(', ')}` : 'Nothing to apply');
if (edited.length > 0) console.warn(`Changed after they were applied: ${edited.join(', ')}`);
if (roleStatement) {
  console.warn(
    `The application works as the owner of its tables until an administrator runs: ${roleStatement}`,
  );
}
