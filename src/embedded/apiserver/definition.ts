import type { ResourceType } from '../../kube/client.ts';
import type { StatusCause } from '../../kube/status.ts';
import type { AnyObject, TableColumn, TableRow } from '../../kube/types.ts';
import type { StructSchema } from './schema/types.ts';

/** What one kind of object is to the API server: discovery data, rules, and how it is listed. */
export interface ResourceDefinition {
  type: ResourceType;
  kind: string;
  singular: string;
  shortNames: string[];
  categories: string[];
  /** Subresources beside the object itself: `status`, `scale`, `log`, `exec`, `attach`, `binding`, … */
  subresources: string[];
  /** False for kinds that are only listed and read (componentstatuses and the like). */
  writable: boolean;
  /** Typed fields: strict decoding, patch merge keys, OpenAPI and `kubectl explain` come from it. */
  schema: StructSchema;
  /** Fills in defaults in place. Run on every input and on every read, so it must be idempotent. */
  setDefaults(object: AnyObject): void;
  /** Drops what a creator may not set (status, generation) in place. Models the registry's strategy. */
  prepareForCreate?(object: AnyObject): void;
  /** Restores what an updater may not change, in place; bumps generation when spec changed. */
  prepareForUpdate?(object: AnyObject, old: AnyObject): void;
  /** All causes together, in the real server's order; none when valid. */
  validate(object: AnyObject): StatusCause[];
  validateUpdate(object: AnyObject, old: AnyObject): StatusCause[];
  /** Subresources that write a part of the object by rules of their own. */
  parts?: Record<string, PartRules>;
  /** Texts of Warning headers for a write. */
  warnings?(object: AnyObject, old: AnyObject | undefined): string[];
  /** Warning for any use of this resource at all (deprecated APIs). */
  deprecation?: string;
  /**
   * Claims scarce values (cluster IPs, node ports) before validation, writing them into `object`.
   * @throws StatusError when one cannot be had
   * @returns what to call when the write fails after all
   */
  allocate?(
    object: AnyObject,
    old: AnyObject | undefined,
    allocations: Allocations,
  ): (() => void) | undefined;
  /** Gives claimed values back when the object is gone. */
  release?(object: AnyObject, allocations: Allocations): void;
  /** Field selectors beside metadata.name and metadata.namespace: path → value as a string. */
  selectableFields?: Record<string, (object: AnyObject) => string>;
  columns: TableColumn[];
  /** @param now milliseconds since the epoch, of the cluster's clock, for AGE */
  cells(object: AnyObject, now: number): TableRow['cells'];
}

export interface PartRules {
  /** The old object with what this subresource may write of the proposed one. */
  take(old: AnyObject, proposed: AnyObject): AnyObject;
  prepareForUpdate(object: AnyObject, old: AnyObject): void;
  validate(object: AnyObject, old: AnyObject): StatusCause[];
}

/** The cluster-wide pools that Services draw from. */
export interface Allocations {
  readonly clusterIPs: {
    /** Claims this address. @returns an error text as the real allocator words it, or undefined */
    claim(ip: string): string | undefined;
    /** @throws Error when nothing is left */
    next(): string;
    release(ip: string): void;
    /** Adds an IPv4 range to draw from; the same one may be added several times. */
    addRange(cidr: string): void;
    /** Takes a range away that was added. What has been drawn from it stays taken. */
    removeRange(cidr: string): void;
  };
  readonly nodePorts: {
    claim(port: number): string | undefined;
    next(): number;
    release(port: number): void;
  };
}
