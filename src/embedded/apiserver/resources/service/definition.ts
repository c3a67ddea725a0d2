import { resources } from '../../../../kube/client.ts';
import type { AnyObject, ServiceSpec } from '../../../../kube/types.ts';
import { Service as schema } from '../../schema/core/service.ts';
import { defineResource } from '../common/define.ts';
import { specOf } from '../common/fields.ts';
import { allocateService, releaseService } from './allocate.ts';
import { setServiceDefaults } from './defaults.ts';
import { prepareServiceForCreate, prepareServiceForUpdate } from './strategy.ts';
import { serviceCells, serviceColumns } from './table.ts';
import { validateService, validateServiceUpdate } from './validate.ts';
import { serviceWarnings } from './warnings.ts';

const spec = (object: AnyObject) => specOf<ServiceSpec>(object);

export const services = defineResource({
  type: resources.services,
  kind: 'Service',
  singular: 'service',
  shortNames: ['svc'],
  categories: ['all'],
  subresources: ['status', 'proxy'],
  schema,
  setDefaults: setServiceDefaults,
  prepareForCreate: prepareServiceForCreate,
  prepareForUpdate: prepareServiceForUpdate,
  validate: validateService,
  validateUpdate: validateServiceUpdate,
  warnings: serviceWarnings,
  allocate: allocateService,
  release: releaseService,
  selectableFields: {
    'spec.clusterIP': (object) => spec(object).clusterIP ?? '',
    'spec.type': (object) => spec(object).type ?? '',
  },
  columns: serviceColumns,
  cells: serviceCells,
});
