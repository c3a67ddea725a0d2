# Labels on the live Pods answer until the first Pod is replaced: the template does not have them.
kubectl label pods -n library -l app=catalogue track=stable
