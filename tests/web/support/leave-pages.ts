import { disableAutoUnmount, enableAutoUnmount } from '@vue/test-utils';
import { afterEach } from 'vitest';

// Files share their modules: a page left standing would ask again, a second later, in the middle of another file's test.
disableAutoUnmount();
enableAutoUnmount(afterEach);
