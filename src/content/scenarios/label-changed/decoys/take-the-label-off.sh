# Without the label it is still nobody's Pod.
kubectl label pods -n tickets -l app=desk-debug app-
