import type { Command } from '../command.ts';
import { apply } from './apply/apply.ts';
import { autoscale } from './autoscale.ts';
import { certificate } from './certificate.ts';
import { cordon, uncordon } from './nodes/cordon.ts';
import { drain } from './nodes/drain.ts';
import { taint } from './nodes/taint.ts';
import { cp } from './cp/cp.ts';
import { create } from './create/create.ts';
import { deleteCommand } from './delete/delete.ts';
import { diff } from './diff/diff.ts';
import { edit } from './edit/edit.ts';
import { expose } from './expose.ts';
import { annotate, label } from './metadata/label.ts';
import { patch } from './patch.ts';
import { attach } from './pods/attach.ts';
import { debug } from './debug/index.ts';
import { exec } from './pods/exec.ts';
import { logs } from './pods/logs.ts';
import { portForward } from './pods/port-forward.ts';
import { run } from './pods/run.ts';
import { replace } from './replace.ts';
import { rollout } from './rollout/rollout.ts';
import { scale } from './scale.ts';
import { set } from './set/set.ts';

/** The commands that change the cluster or run something in it. */
export const changingCommands: readonly Command[] = [
  create,
  expose,
  run,
  set,
  edit,
  deleteCommand,
  rollout,
  scale,
  autoscale,
  certificate,
  cordon,
  uncordon,
  drain,
  taint,
  logs,
  attach,
  exec,
  portForward,
  cp,
  debug,
  diff,
  apply,
  patch,
  replace,
  label,
  annotate,
];
