# expose takes the selector of a Service, too.
kubectl expose service catalogue -n library --name=catalog --port=80 --target-port=http
