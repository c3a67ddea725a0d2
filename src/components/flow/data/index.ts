import type { Flow } from '../types.ts';
import { nameFindings } from './findings-name.ts';
import { podFindings } from './findings-pod.ts';
import { serviceFindings } from './findings-service.ts';
import { nameSteps } from './name.ts';
import { podSteps } from './pod.ts';
import { serviceSteps } from './service.ts';

/** The debugging flow: ten questions in the order of a request's way, and what they find. */
export const flow: Flow = {
  steps: [...nameSteps, ...serviceSteps, ...podSteps],
  findings: [...nameFindings, ...serviceFindings, ...podFindings],
};
