import type { Image } from '../process.ts';
import { agnhost } from './agnhost/index.ts';
import { busybox } from './busybox/index.ts';
import { hostnames } from './hostnames/index.ts';

export { AGNHOST } from './agnhost/index.ts';
export { BUSYBOX } from './busybox/index.ts';
export { HOSTNAMES } from './hostnames/index.ts';

/** The images of the labs' own Pods that every node has. */
export const labImages: readonly Image[] = [busybox, agnhost, hostnames];
