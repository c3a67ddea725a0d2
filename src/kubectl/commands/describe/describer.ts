import type { AnyObject } from '../../../kube/types.ts';
import type { Context } from '../../command.ts';
import type { DescribeWriter } from './writer.ts';

/** Writes an object's description, without its events. */
export type Describe = (context: Context, object: AnyObject, w: DescribeWriter) => Promise<void>;
