import { rename } from 'node:fs/promises';
import { writeKubeconfig } from '../../src/lab-server/cluster/kubeconfig.ts';
import { catchUp, headStartMs } from '../../src/lab-server/cluster/present.ts';
import { serveCluster } from '../../src/lab-server/cluster/serve.ts';
import { createEmbeddedCluster } from '../../src/embedded/index.ts';

// What stands behind the stand-in's `kind create cluster`: an embedded cluster, served until it is killed.
const [name, kubeconfig] = process.argv.slice(2) as [string, string];
const cluster = await createEmbeddedCluster({ name, start: Date.now() - headStartMs });
await catchUp(cluster);
const { access } = await serveCluster(cluster);
await writeKubeconfig(`${kubeconfig}.new`, `kind-${name}`, access);
// Renamed when whole: the one who waits for it never reads half a file.
await rename(`${kubeconfig}.new`, kubeconfig);
