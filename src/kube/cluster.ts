/**
 * The one seam. Everything that looks at a cluster (kubectl, checker, tests,
 * diagrams) speaks through this and cannot tell who runs the cluster: the
 * embedded one in the page, a kind cluster, or any kubeconfig.
 */
export interface Cluster {
  /**
   * The Kubernetes REST API. Only path and query of the URL count; the host is
   * ignored (callers write `http://cluster/api/v1/...`). A watch or a followed
   * log streams its body. Aborting the request's signal ends the stream.
   * Resolves for every HTTP status; rejects only when the cluster cannot be reached.
   */
  fetch(request: Request): Promise<Response>;

  /**
   * Runs a command in a running container.
   * @throws StatusError if the pod or container does not exist or does not run,
   *   or the executable is not found in the container.
   */
  exec(target: ContainerTarget, command: readonly string[], options?: ExecOptions): Promise<ExecResult>;

  /** Attaches to the main process of a running container, as `kubectl attach` does. */
  attach(target: ContainerTarget, options?: ExecOptions): Promise<ExecResult>;

  /**
   * A connection to a port of a Pod's network namespace, as `kubectl port-forward` opens one: past
   * Services, readiness, DNS and NetworkPolicy, and to what listens on 127.0.0.1 only.
   * @throws StatusError if the pod does not exist or does not run. That nothing listens on the port
   *   is told by `Connection.received`, which throws then, as a real kubelet does.
   */
  portForward(target: PodTarget, port: number, options?: { signal?: AbortSignal }): Promise<Connection>;

  close(): Promise<void>;
}

export interface PodTarget {
  namespace: string;
  pod: string;
}

/** Bytes both ways, as over TCP. */
export interface Connection {
  /** What the other side sends, until it closes. Throws when the connection broke. */
  readonly received: AsyncIterable<Uint8Array>;
  send(data: Uint8Array): void;
  /** Nothing more will be sent; what the other side still sends can be received. */
  end(): void;
}

export interface ContainerTarget {
  namespace: string;
  pod: string;
  /** The pod's only (or first) container if absent. */
  container?: string;
}

export interface ExecOptions {
  /** Input as it arrives; its end closes the process's stdin. No stdin if absent. */
  stdin?: AsyncIterable<string>;
  /** Called with each piece of output as it is printed. With `tty`, stderr comes here too. */
  stdout?: (text: string) => void;
  stderr?: (text: string) => void;
  /** Run under a terminal: input is echoed and edited by it, Ctrl-C and Ctrl-D work. */
  tty?: boolean;
  size?: TerminalSize;
  /** Later sizes of the terminal. */
  resizes?: AsyncIterable<TerminalSize>;
  signal?: AbortSignal;
}

export interface TerminalSize {
  columns: number;
  rows: number;
}

export interface ExecResult {
  /** 0–255; 137 when killed. */
  exitCode: number;
  /** All that was printed, also when the callbacks were given. */
  stdout: string;
  stderr: string;
}

/** Time as a cluster counts it: real on kind; the embedded cluster's own clock can run faster. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds of this clock; rejects with the signal's reason if aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const realClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const onAbort = () => {
        clearTimeout(timer);
        reject(signal?.reason as Error);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      }, ms);
      signal?.addEventListener('abort', onAbort, { once: true });
    }),
};
