import { parentPort } from 'node:worker_threads';
import { createEmbeddedCluster } from '../../src/embedded/index.ts';
import type { Port } from '../../src/lab/port/messages.ts';
import { serveOnPort } from '../../src/lab/port/serve.ts';

// An embedded cluster in a thread of its own.
serveOnPort(await createEmbeddedCluster(), parentPort as unknown as Port);
