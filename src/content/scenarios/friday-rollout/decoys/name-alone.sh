# The first fault alone: the name resolves, and none of the Pods behind it is ready.
kubectl expose deployment tickets -n box-office --port=80 --target-port=http
