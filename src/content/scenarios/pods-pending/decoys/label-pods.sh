# The label belongs on a node: on the Pods it changes nothing.
kubectl patch deployment report -n analytics -p '{"spec":{"template":{"metadata":{"labels":{"disktype":"ssd"}}}}}'
