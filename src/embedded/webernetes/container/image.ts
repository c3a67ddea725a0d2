import type { ImageConstructor, ImageDefinition } from '@ngrok/webernetes';
import type { Clock } from '../../../kube/cluster.ts';
import type { Image } from '../../process.ts';
import { cancelProcess, type ProcessContext } from '../internals.ts';

/** How the engine hands over what a container shall run. */
export interface ProgramRunner {
  readonly clock: Clock;
  /** The container's own command. */
  main(image: Image, context: ProcessContext, argv: readonly string[]): Promise<number>;
  /** A probe's or hook's command beside it. */
  aside(image: Image, context: ProcessContext, argv: readonly string[]): Promise<number>;
}

/** `busybox:1.36` → name and version; no tag means `latest`. */
export function splitReference(reference: string): { name: string; version: string } {
  const colon = reference.lastIndexOf(':');
  if (colon <= reference.lastIndexOf('/')) return { name: reference, version: 'latest' };
  return { name: reference.slice(0, colon), version: reference.slice(colon + 1) };
}

/** The engine's view of one of our images, once for every reference it goes by. */
export function adaptImage(image: Image, runner: ProgramRunner): ImageConstructor[] {
  return image.references.map((reference) => {
    const { name, version } = splitReference(reference);
    return class implements ImageDefinition {
      static readonly imageName = name;
      static readonly imageVersion = version;
      // The engine makes one definition per container and calls it first for the main process.
      #started = false;

      async exec(context: ProcessContext, argv: readonly string[]): Promise<number> {
        if (this.#started) return runner.aside(image, context, argv);
        this.#started = true;
        return runner.main(image, context, mainArgv(image, context.container));
      }

      // Called for the main process only. A SIGTERM that is not passed on leaves it running.
      signalHandler(context: ProcessContext, signal: 'SIGTERM' | 'SIGKILL'): void {
        const argv = mainArgv(image, context.container);
        if (signal === 'SIGKILL' || image.ignoresTerm?.(argv)) return;
        const delay = image.delaysTerm?.(argv) ?? 0;
        if (delay === 0) return cancelProcess(context);
        void runner.clock.sleep(delay).then(() => cancelProcess(context));
      }
    };
  });
}

/**
 * What a container runs: the Pod's `command` replaces the image's entrypoint and default arguments,
 * `args` only the arguments.
 */
export function mainArgv(
  image: Image,
  container: { command: readonly string[]; args: readonly string[] },
): string[] {
  if (container.command.length > 0) return [...container.command, ...container.args];
  return [...image.entrypoint, ...(container.args.length > 0 ? container.args : image.cmd)];
}
