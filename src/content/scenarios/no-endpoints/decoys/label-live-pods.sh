# Labels on live Pods: the ReplicaSet lets them go and starts others, which the Service does not find.
kubectl label pods -n shop -l app=web app=wbe --overwrite
