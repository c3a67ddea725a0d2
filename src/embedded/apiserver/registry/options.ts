import type { AnyObject } from '../../../kube/types.ts';

/** How a write was asked for; the same for every verb. */
export interface WriteOptions {
  dryRun: boolean;
  /** Who writes, for managedFields: `kubectl-edit`. */
  manager: string;
  /** Takes the text of a Warning header. */
  warn: (text: string) => void;
}

export interface UpdateOptions extends WriteOptions {
  /** Only this part of the object is written: `status`. */
  subresource?: string;
  /** Set when server-side apply did the bookkeeping itself. */
  keepManagedFields?: boolean;
}

export interface DeleteOptions {
  gracePeriodSeconds?: number;
  propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  preconditions?: { uid?: string; resourceVersion?: string };
  dryRun: boolean;
}

export interface Deleted {
  /** The object as it was, or as it now waits to be finalized. */
  object: AnyObject;
  /** False while finalizers or a grace period keep it. */
  gone: boolean;
}
