# Almost the key that is asked for.
kubectl label nodes service-clinic-worker service-clinic-worker2 disk=ssd
