# That node has the label now, and a taint that keeps ordinary Pods away.
kubectl label node service-clinic-control-plane disktype=ssd
