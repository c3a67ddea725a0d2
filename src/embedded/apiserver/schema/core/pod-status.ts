import { any, boolean, define, int32, string, struct, time } from '../build.ts';
import { ResourceRequirements } from './container.ts';
import { core } from './names.ts';
import { resourceList } from './references.ts';

const ContainerStateTerminated = define(core('ContainerStateTerminated'), {
  exitCode: int32({ required: true }),
  signal: int32(),
  reason: string(),
  message: string(),
  startedAt: time(),
  finishedAt: time(),
  containerID: string(),
});

const ContainerState = define(core('ContainerState'), {
  waiting: struct(define(core('ContainerStateWaiting'), { reason: string(), message: string() })),
  running: struct(define(core('ContainerStateRunning'), { startedAt: time() })),
  terminated: struct(ContainerStateTerminated),
});

export const ContainerStatus = define(core('ContainerStatus'), {
  name: string({ required: true }),
  state: struct(ContainerState),
  lastState: struct(ContainerState),
  ready: boolean({ required: true }),
  restartCount: int32({ required: true }),
  image: string({ required: true }),
  imageID: string({ required: true }),
  containerID: string(),
  started: boolean(),
  allocatedResources: resourceList(),
  resources: struct(ResourceRequirements),
  volumeMounts: any(),
  user: any(),
  allocatedResourcesStatus: any(),
  stopSignal: string({ goType: 'v1.Signal' }),
});
