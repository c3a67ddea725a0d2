# The Pod that nobody owns goes; the three others stay.
kubectl delete pod -n tickets -l app=desk-debug
