import type { StatusCause } from '../../../../../kube/status.ts';
import type { Container, ContainerPort, Probe } from '../../../../../kube/types.ts';
import {
  duplicate,
  forbidden,
  invalid,
  invalidAll,
  nonNegative,
  oneOf,
  required,
  unsupported,
} from '../../common/causes.ts';
import { dnsLabel, httpHeaderName, portName, portNumber } from '../../common/names.ts';
import { validateResources } from '../resources.ts';
import { validateEnv, validateEnvFrom } from './env.ts';
import { validateMounts } from './volumes.ts';

const protocols = ['SCTP', 'TCP', 'UDP'];
const pullPolicies = ['Always', 'IfNotPresent', 'Never'];

/** Models kubernetes pkg/apis/core/validation validateContainers. */
export function validateContainers(
  field: string,
  containers: readonly Container[] | undefined,
  volumes: ReadonlySet<string>,
  names: Set<string>,
  /** Seconds that the Pod is given to stop: no sleep before the end may be longer. */
  grace: number,
  init = false,
): StatusCause[] {
  const causes: StatusCause[] = [];
  for (const [i, container] of (containers ?? []).entries()) {
    const path = `${field}[${i}]`;
    const { name = '' } = container as Partial<Container>;
    causes.push(
      ...(name === '' ? [required(`${path}.name`)] : invalidAll(`${path}.name`, name, dnsLabel(name))),
      ...validateContainer(path, container, volumes),
    );
    if (name !== '' && names.has(name)) causes.push(duplicate(`${path}.name`, name));
    names.add(name);
    causes.push(...(init ? validateInit : validateRunning)(path, container, grace));
    const { restartPolicy } = container as { restartPolicy?: string };
    if (restartPolicy !== undefined && !restartPolicies.includes(restartPolicy)) {
      causes.push(unsupported(`${path}.restartPolicy`, restartPolicy, restartPolicies));
    }
  }
  return causes;
}

const restartPolicies = ['Always', 'Never', 'OnFailure'];

/** Models validateContainerCommon. */
export function validateContainer(
  path: string,
  container: Container,
  volumes: ReadonlySet<string>,
): StatusCause[] {
  const { image = '' } = container;
  return [
    ...(image === '' ? [required(`${path}.image`)] : []),
    ...oneOf(
      `${path}.terminationMessagePolicy`,
      container.terminationMessagePolicy,
      ['File', 'FallbackToLogsOnError'],
      'required',
    ),
    ...validatePorts(`${path}.ports`, container.ports),
    ...validateEnv(`${path}.env`, container.env),
    ...validateEnvFrom(`${path}.envFrom`, container.envFrom),
    ...validateMounts(`${path}.volumeMounts`, container.volumeMounts, volumes),
    ...oneOf(`${path}.imagePullPolicy`, container.imagePullPolicy, pullPolicies, 'allowed'),
    ...validateResources(`${path}.resources`, container.resources),
    ...validateSecurity(`${path}.securityContext`, container.securityContext),
  ];
}

/** What a container that goes on running may have, and one that only prepares may not. */
function validateRunning(path: string, container: Container, grace: number): StatusCause[] {
  const { livenessProbe, readinessProbe, startupProbe, lifecycle } = container;
  return [
    ...validateLifecycle(`${path}.lifecycle`, lifecycle, grace),
    ...validateProbe(`${path}.livenessProbe`, livenessProbe, true),
    ...validateProbe(`${path}.readinessProbe`, readinessProbe, false),
    ...validateProbe(`${path}.startupProbe`, startupProbe, true),
  ];
}

const runningOnly = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const;

function validateInit(path: string, container: Container, grace: number): StatusCause[] {
  const { restartPolicy } = container as { restartPolicy?: string };
  if (restartPolicy === 'Always') return validateRunning(path, container, grace);
  return runningOnly.flatMap((name) =>
    container[name]
      ? [forbidden(`${path}.${name}`, 'may not be set for init containers without restartPolicy=Always')]
      : [],
  );
}

interface Security {
  privileged?: boolean;
  runAsUser?: number;
  runAsGroup?: number;
  allowPrivilegeEscalation?: boolean;
  procMount?: string;
  seccompProfile?: { type?: string };
}

const ids = 'must be between 0 and 2147483647, inclusive';
const isId = (value: number | undefined) => value === undefined || (value >= 0 && value < 2 ** 31);
const seccompTypes = ['Localhost', 'RuntimeDefault', 'Unconfined'];

/** Models ValidateSecurityContext. */
function validateSecurity(path: string, context: unknown): StatusCause[] {
  const { runAsUser, runAsGroup, seccompProfile, procMount, ...rest } = (context ?? {}) as Security;
  const causes: StatusCause[] = [];
  if (!isId(runAsUser)) causes.push(invalid(`${path}.runAsUser`, runAsUser, ids));
  if (!isId(runAsGroup)) causes.push(invalid(`${path}.runAsGroup`, runAsGroup, ids));
  if (procMount !== undefined && procMount !== 'Default' && procMount !== 'Unmasked') {
    causes.push(unsupported(`${path}.procMount`, procMount, ['Default', 'Unmasked']));
  }
  if (seccompProfile) {
    const { type = '' } = seccompProfile;
    const field = `${path}.seccompProfile.type`;
    if (type === '') causes.push(required(field, 'type is required when seccompProfile is set'));
    else if (!seccompTypes.includes(type)) causes.push(unsupported(field, type, seccompTypes));
  }
  if (rest.allowPrivilegeEscalation === false && rest.privileged) {
    const text = 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true';
    causes.push(invalid(`${path}.allowPrivilegeEscalation`, false, text));
  }
  return causes;
}

function validatePorts(field: string, ports: readonly ContainerPort[] | undefined): StatusCause[] {
  const names = new Set<string>();
  return (ports ?? []).flatMap((port, i) => {
    const path = `${field}[${i}]`;
    const causes: StatusCause[] = [];
    if (port.name) {
      const wrong = portName(port.name);
      causes.push(...invalidAll(`${path}.name`, port.name, wrong));
      if (wrong.length === 0 && names.has(port.name)) causes.push(duplicate(`${path}.name`, port.name));
      names.add(port.name);
    }
    const { containerPort = 0 } = port as Partial<ContainerPort>;
    if (containerPort === 0) causes.push(required(`${path}.containerPort`));
    else causes.push(...invalidAll(`${path}.containerPort`, containerPort, portNumber(containerPort)));
    if (port.hostPort)
      causes.push(...invalidAll(`${path}.hostPort`, port.hostPort, portNumber(port.hostPort)));
    return [...causes, ...oneOf(`${path}.protocol`, port.protocol, protocols, 'required')];
  });
}

type Handler = Pick<Probe, 'exec' | 'httpGet' | 'tcpSocket' | 'grpc'> & { sleep?: { seconds?: number } };

/** In the order of the server: the first is checked, each further one is one too many. */
function validateHandler(path: string, handler: Handler, grace: number): StatusCause[] {
  const checks: [name: string, check: (() => StatusCause[]) | undefined][] = [
    [
      'exec',
      handler.exec &&
        (() => ((handler.exec?.command ?? []).length === 0 ? [required(`${path}.exec.command`)] : [])),
    ],
    ['httpGet', handler.httpGet && (() => validateHTTPGet(`${path}.httpGet`, handler.httpGet!))],
    [
      'tcpSocket',
      handler.tcpSocket && (() => validateTarget(`${path}.tcpSocket.port`, handler.tcpSocket!.port)),
    ],
    [
      'grpc',
      handler.grpc &&
        (() => invalidAll(`${path}.grpc.port`, handler.grpc!.port ?? 0, portNumber(handler.grpc!.port ?? 0))),
    ],
    ['sleep', handler.sleep && (() => validateSleep(`${path}.sleep`, handler.sleep!.seconds ?? 0, grace))],
  ];
  const causes: StatusCause[] = [];
  let found = false;
  for (const [name, check] of checks) {
    if (!check) continue;
    causes.push(
      ...(found ? [forbidden(`${path}.${name}`, 'may not specify more than 1 handler type')] : check()),
    );
    found = true;
  }
  return found ? causes : [required(path, 'must specify a handler type')];
}

function validateSleep(field: string, seconds: number, grace: number): StatusCause[] {
  if (seconds >= 0 && seconds <= grace) return [];
  return [
    invalid(field, seconds, `must be non-negative and less than terminationGracePeriodSeconds (${grace})`),
  ];
}

function validateHTTPGet(path: string, action: NonNullable<Probe['httpGet']>): StatusCause[] {
  return [
    ...(action.path ? [] : [required(`${path}.path`)]),
    ...validateTarget(`${path}.port`, action.port),
    ...(['HTTP', 'HTTPS'].includes(action.scheme ?? '')
      ? []
      : [unsupported(`${path}.scheme`, action.scheme ?? '', ['HTTP', 'HTTPS'])]),
    ...((action as { httpHeaders?: { name?: string }[] }).httpHeaders ?? []).flatMap(({ name = '' }) =>
      invalidAll(`${path}.httpHeaders`, name, httpHeaderName(name)),
    ),
  ];
}

function validateTarget(field: string, port: number | string | undefined): StatusCause[] {
  const value = port ?? 0;
  return invalidAll(field, value, typeof value === 'number' ? portNumber(value) : portName(value));
}

/** Models ValidateProbe; a probe that restarts the container succeeds at once. */
function validateProbe(path: string, probe: Probe | undefined, restarts: boolean): StatusCause[] {
  if (!probe) return [];
  const causes = validateHandler(path, probe, 0);
  const counts = [
    'initialDelaySeconds',
    'timeoutSeconds',
    'periodSeconds',
    'successThreshold',
    'failureThreshold',
  ] as const;
  for (const name of counts) causes.push(...nonNegative(`${path}.${name}`, probe[name]));
  const { terminationGracePeriodSeconds: grace } = probe as { terminationGracePeriodSeconds?: number };
  const field = `${path}.terminationGracePeriodSeconds`;
  if (grace !== undefined && grace <= 0) causes.push(invalid(field, grace, 'must be greater than 0'));
  if (!restarts && grace !== undefined) {
    causes.push(invalid(field, grace, 'must not be set for readinessProbes'));
  }
  if (restarts && (probe.successThreshold ?? 1) !== 1) {
    causes.push(invalid(`${path}.successThreshold`, probe.successThreshold, 'must be 1'));
  }
  return causes;
}

function validateLifecycle(path: string, lifecycle: unknown, grace: number): StatusCause[] {
  const { postStart, preStop } = (lifecycle ?? {}) as { postStart?: Handler; preStop?: Handler };
  return [
    ...(postStart ? validateHandler(`${path}.postStart`, postStart, grace) : []),
    ...(preStop ? validateHandler(`${path}.preStop`, preStop, grace) : []),
  ];
}
