import { createPgWorld } from '../support/calls/pg-world.ts';
import { tellCallStories } from '../support/calls/stories.ts';

tellCallStories('PostgreSQL', createPgWorld);
