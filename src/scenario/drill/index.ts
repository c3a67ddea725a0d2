export {
  drillId,
  drillOf,
  isDrillId,
  manyDrills,
  parseDrillId,
  type Drill,
  type DrillFault,
} from './drill.ts';
export { drillText, type DrillTexts } from './texts.ts';
export type { Level } from './topology.ts';
