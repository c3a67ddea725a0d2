import {
  any,
  boolean,
  define,
  int32,
  int64,
  intOrString,
  keyedList,
  list,
  string,
  strings,
  struct,
} from '../build.ts';
import { core } from './names.ts';
import {
  ConfigMapKeySelector,
  ObjectFieldSelector,
  ResourceFieldSelector,
  resourceList,
  SecretKeySelector,
} from './references.ts';
import {
  SELinuxOptions,
  SeccompProfile,
  WindowsSecurityContextOptions,
  AppArmorProfile,
} from './security.ts';
import { protocol } from './protocol.ts';

export const ContainerPort = define(core('ContainerPort'), {
  name: string({
    description: 'Name that targetPort of a Service can refer to; at most 15 characters, unique in the Pod.',
  }),
  hostPort: int32({ description: 'Port of the node that leads here as well. Rarely needed.' }),
  containerPort: int32({
    required: true,
    description:
      'Port on the IP address of the Pod, 1 to 65535. It only documents what the program listens on.',
  }),
  protocol: protocol('Protocol of the port: TCP, UDP or SCTP. Default is TCP.'),
  hostIP: string(),
});

const EnvVarSource = define(core('EnvVarSource'), {
  fieldRef: struct(ObjectFieldSelector),
  resourceFieldRef: struct(ResourceFieldSelector),
  configMapKeyRef: struct(ConfigMapKeySelector),
  secretKeyRef: struct(SecretKeySelector),
  fileKeyRef: struct(
    define(core('FileKeySelector'), {
      volumeName: string({ required: true }),
      path: string({ required: true }),
      key: string({ required: true }),
      optional: boolean(),
    }),
  ),
});

const EnvVar = define(core('EnvVar'), {
  name: string({ required: true }),
  value: string(),
  valueFrom: struct(EnvVarSource),
});

const EnvFromSource = define(core('EnvFromSource'), {
  prefix: string(),
  configMapRef: struct(define(core('ConfigMapEnvSource'), { name: string(), optional: boolean() })),
  secretRef: struct(define(core('SecretEnvSource'), { name: string(), optional: boolean() })),
});

export const ResourceRequirements = define(core('ResourceRequirements'), {
  limits: resourceList('The most that the container may use.'),
  requests: resourceList('What the scheduler sets aside for the container.'),
  claims: list(define(core('ResourceClaim'), { name: string({ required: true }), request: string() })),
});

const VolumeMount = define(core('VolumeMount'), {
  name: string({ required: true }),
  readOnly: boolean(),
  recursiveReadOnly: string({ goType: 'v1.RecursiveReadOnlyMode' }),
  mountPath: string({ required: true }),
  subPath: string(),
  mountPropagation: string({ goType: 'v1.MountPropagationMode' }),
  subPathExpr: string(),
});

const VolumeDevice = define(core('VolumeDevice'), {
  name: string({ required: true }),
  devicePath: string({ required: true }),
});

const ExecAction = define(
  core('ExecAction'),
  {
    command: strings({
      description: 'Program and arguments, run without a shell in the container; exit status 0 is healthy.',
    }),
  },
  'ExecAction describes a "run in container" action.',
);

const HTTPHeader = define(
  core('HTTPHeader'),
  {
    name: string({ required: true }),
    value: string({ required: true }),
  },
  'HTTPHeader describes a custom header to be used in HTTP probes',
);

const HTTPGetAction = define(
  core('HTTPGetAction'),
  {
    path: string({ description: 'Path to access on the HTTP server.' }),
    port: intOrString({
      required: true,
      description:
        'Name or number of the port to access on the container. Number must be in the range 1 to 65535. Name must be an IANA_SVC_NAME.',
    }),
    host: string({
      description:
        'Host name to connect to, defaults to the pod IP. You probably want to set "Host" in httpHeaders instead.',
    }),
    scheme: string({
      goType: 'v1.URIScheme',
      enum: ['HTTP', 'HTTPS'],
      description:
        'Scheme to use for connecting to the host. Defaults to HTTP.\n\nPossible enum values:\n - `"HTTP"` means that the scheme used will be http://\n - `"HTTPS"` means that the scheme used will be https://',
    }),
    httpHeaders: list(HTTPHeader, {
      description: 'Custom headers to set in the request. HTTP allows repeated headers.',
    }),
  },
  'HTTPGetAction describes an action based on HTTP Get requests.',
);

const TCPSocketAction = define(
  core('TCPSocketAction'),
  {
    port: intOrString({ required: true, description: 'Number or name of the container port to connect to.' }),
    host: string({ description: 'Host to connect to; the IP address of the Pod if empty.' }),
  },
  'TCPSocketAction describes an action based on opening a socket',
);

const handlers = {
  exec: struct(ExecAction, { description: 'Exec specifies a command to execute in the container.' }),
  httpGet: struct(HTTPGetAction, { description: 'HTTPGet specifies an HTTP GET request to perform.' }),
  tcpSocket: struct(TCPSocketAction, { description: 'TCPSocket specifies a connection to a TCP port.' }),
};

export const Probe = define(
  core('Probe'),
  {
    ...handlers,
    grpc: struct(define(core('GRPCAction'), { port: int32({ required: true }), service: string() }), {
      description: 'GRPC specifies a GRPC HealthCheckRequest.',
    }),
    initialDelaySeconds: int32({
      description: 'Seconds from the start of the container to the first probe.',
    }),
    timeoutSeconds: int32({
      description: 'Seconds after which an unanswered probe has failed. Default is 1.',
    }),
    periodSeconds: int32({ description: 'Seconds from one probe to the next. Default is 10.' }),
    successThreshold: int32({
      description:
        'Successes in a row that turn failed into healthy. Default is 1; must be 1 for liveness and startup.',
    }),
    failureThreshold: int32({
      description: 'Failures in a row that turn healthy into failed. Default is 3.',
    }),
    terminationGracePeriodSeconds: int64(),
  },
  'Probe describes a health check to be performed against a container to determine whether it is alive or ready to receive traffic.',
);

const LifecycleHandler = define(core('LifecycleHandler'), {
  ...handlers,
  sleep: struct(define(core('SleepAction'), { seconds: int64({ required: true }) })),
});

const Lifecycle = define(core('Lifecycle'), {
  postStart: struct(LifecycleHandler),
  preStop: struct(LifecycleHandler),
  stopSignal: string({ goType: 'v1.Signal' }),
});

const SecurityContext = define(core('SecurityContext'), {
  capabilities: struct(
    define(core('Capabilities'), {
      add: list(string({ goType: 'v1.Capability' })),
      drop: list(string({ goType: 'v1.Capability' })),
    }),
  ),
  privileged: boolean(),
  seLinuxOptions: struct(SELinuxOptions),
  windowsOptions: struct(WindowsSecurityContextOptions),
  runAsUser: int64(),
  runAsGroup: int64(),
  runAsNonRoot: boolean(),
  readOnlyRootFilesystem: boolean(),
  allowPrivilegeEscalation: boolean(),
  procMount: string({ goType: 'v1.ProcMountType' }),
  seccompProfile: struct(SeccompProfile),
  appArmorProfile: struct(AppArmorProfile),
});

const containerFields = {
  name: string({
    required: true,
    description: 'Name of the container, a DNS label, unique in the Pod. It cannot be changed.',
  }),
  image: string({ description: 'Image that the container runs.' }),
  command: strings({ description: "Replaces the image's entry point. No shell is involved." }),
  args: strings({ description: "Arguments of the entry point; replaces the image's own." }),
  workingDir: string({ description: 'Directory that the program starts in.' }),
  ports: list(ContainerPort, {
    patchStrategy: 'merge',
    mergeKey: 'containerPort',
    listMapKeys: ['containerPort', 'protocol'],
    description:
      'Ports the container serves. Leaving one out does not close it; a name given here is what a named targetPort finds.',
  }),
  envFrom: list(EnvFromSource, {
    description: 'Whole ConfigMaps and Secrets to take environment variables from.',
  }),
  env: keyedList(EnvVar, 'name', { description: 'Environment variables of the container.' }),
  resources: struct(ResourceRequirements, {
    description: 'Computing power and memory that the container asks for and may use.',
  }),
  resizePolicy: list(
    define(core('ContainerResizePolicy'), {
      resourceName: string({ required: true, goType: 'v1.ResourceName' }),
      restartPolicy: string({ required: true, goType: 'v1.ResourceResizeRestartPolicy' }),
    }),
  ),
  restartPolicy: string({
    goType: 'v1.ContainerRestartPolicy',
    description: 'Always makes an init container a sidecar.',
  }),
  restartPolicyRules: list(
    define(core('ContainerRestartRule'), { action: string({ required: true }), exitCodes: any() }),
  ),
  volumeMounts: list(VolumeMount, {
    patchStrategy: 'merge',
    mergeKey: 'mountPath',
    listMapKeys: ['mountPath'],
    description: 'Volumes of the Pod and where the container sees them.',
  }),
  volumeDevices: keyedList(VolumeDevice, 'devicePath'),
  livenessProbe: struct(Probe, { description: 'The container is restarted when this fails.' }),
  readinessProbe: struct(Probe, {
    description: 'The Pod is taken out of the endpoints of its Services while this fails.',
  }),
  startupProbe: struct(Probe, { description: 'The other probes wait until this has succeeded.' }),
  lifecycle: struct(Lifecycle, {
    description: 'What to run after the start and before the stop of the container.',
  }),
  terminationMessagePath: string(),
  terminationMessagePolicy: string({
    goType: 'v1.TerminationMessagePolicy',
    enum: ['FallbackToLogsOnError', 'File'],
  }),
  imagePullPolicy: string({
    goType: 'v1.PullPolicy',
    enum: ['Always', 'IfNotPresent', 'Never'],
    description:
      'When the image is pulled. Default is Always for the tag :latest or none, else IfNotPresent.',
  }),
  securityContext: struct(SecurityContext, {
    description: 'User, capabilities and other rights of the process.',
  }),
  stdin: boolean(),
  stdinOnce: boolean(),
  tty: boolean(),
};

export const Container = define(
  core('Container'),
  containerFields,
  'A single application container that you want to run within a pod.',
);

export const EphemeralContainer = define(core('EphemeralContainer'), {
  ...containerFields,
  targetContainerName: string(),
});
