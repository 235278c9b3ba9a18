import { createFakeWorld } from '../../support/calls/fake-world.ts';
import { tellCallStories } from '../../support/calls/stories.ts';

tellCallStories('fake stores', createFakeWorld);
