import type {
  Clock,
  Connection,
  ContainerTarget,
  ExecOptions,
  ExecResult,
  TerminalSize,
} from '../kube/cluster.ts';
import type { KubeClient } from '../kube/client.ts';
import type { Pod } from '../kube/types.ts';
import type { ContainerFs } from './container-fs.ts';
import type { Dial, Listener, SocketAddress } from './network.ts';

/** What a program that runs in a simulated container sees of the world. */
export interface Process {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** The container's files; /etc/resolv.conf, /etc/hosts and /etc/hostname are put there by the kubelet. */
  readonly fs: ContainerFs;
  readonly hostname: string;
  readonly container: ContainerTarget & {
    uid: string;
    node: string;
    ip: string;
    image: string;
    /** The container of the same Pod whose process namespace this one is in, when it is not its own. */
    processesOf?: string;
  };
  /** Absent when nothing is connected: reads end at once. */
  readonly stdin: AsyncIterable<string> | undefined;
  readonly tty: boolean;
  readonly size: TerminalSize | undefined;
  /** Calls the listener for each SIGWINCH: somebody attached, or resized the terminal. */
  onResize?(listener: () => void): void;
  stdout(text: string): void;
  stderr(text: string): void;
  /** The cluster's clock: the only time there is in here. */
  readonly clock: Clock;
  /** Aborted when the process is killed or its container stops. Long waits must end then. */
  readonly signal: AbortSignal;
  /** Sends to an address as the kernel would from this Pod; names are not resolved here. */
  dial(address: SocketAddress): Promise<Dial>;
  /** Binds a port until the process ends. @throws Error with code EADDRINUSE when it is taken. */
  listen(listener: Listener): void;
  /** The API as this Pod's service account sees it; system images use it. */
  readonly api: KubeClient;
}

/** An image that the embedded cluster's nodes have. Nothing else can be pulled. */
export interface Image {
  /** Full references, the first is the one shown: `busybox:1.36`. */
  readonly references: readonly string[];
  readonly entrypoint: readonly string[];
  /** Default arguments, when the container gives neither command nor args. */
  readonly cmd: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Whether `program` is on the image's PATH (or is the path of an executable in it). */
  has(program: string): boolean;
  /**
   * Runs a program and resolves to its exit code. `argv[0]` is one that `has` accepts.
   * On SIGTERM `process.signal` aborts; the program should return soon.
   */
  run(process: Process, argv: readonly string[]): Promise<number>;
  /**
   * Whether a container that runs this does nothing on SIGTERM: the kernel keeps a signal from process 1 that
   * has no handler for it. It ends when its grace period is over, with 137.
   */
  ignoresTerm?(argv: readonly string[]): boolean;
  /** How long a container that runs this goes on after SIGTERM, by its own handler; in milliseconds. */
  delaysTerm?(argv: readonly string[]): number;
}

/** What the API server asks of the kubelets. */
export interface Kubelets {
  /** @throws StatusError as the real API server answers when the container is not running or has no such program */
  exec(pod: Pod, container: string, command: readonly string[], options: ExecOptions): Promise<ExecResult>;
  attach(pod: Pod, container: string, options: ExecOptions): Promise<ExecResult>;
  /**
   * A connection to a port of the Pod's network namespace; that nothing listens is told by reading it.
   * @throws StatusError when the Pod does not run there
   */
  portForward(pod: Pod, port: number, signal?: AbortSignal): Promise<Connection>;
  /** Text as printed by the container, in pieces. @throws StatusError when there is none to read */
  logs(pod: Pod, container: string, options: LogOptions): AsyncIterable<string>;
}

export interface LogOptions {
  follow?: boolean;
  previous?: boolean;
  timestamps?: boolean;
  tailLines?: number;
  sinceSeconds?: number;
  sinceTime?: string;
  limitBytes?: number;
  signal?: AbortSignal;
}
