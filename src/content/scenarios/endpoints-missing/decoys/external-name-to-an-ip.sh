# An ExternalName is an alias for a name. An IP is none.
ip=$(kubectl get pods -n datacenter -l app=billing -o jsonpath='{.items[0].status.podIP}')
kubectl patch service billing -n bookings -p '{"spec":{"type":"ExternalName","externalName":"'"$ip"'"}}'
